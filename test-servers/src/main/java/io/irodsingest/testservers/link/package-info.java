/** A link between a client and a server that tests cut, slow, and have change what passes. It knows no server. */
package io.irodsingest.testservers.link;
