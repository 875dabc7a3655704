/**
 * What an event handler is written against: {@link io.irodsingest.handlerapi.EventHandler} and what it is told. The contract is in
 * that interface.
 */
package io.irodsingest.handlerapi;
