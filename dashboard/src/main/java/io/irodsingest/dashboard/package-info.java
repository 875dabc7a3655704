/** Pages that show people in a browser what the admin endpoint tells programs. It knows no server: who has the data gives it. */
package io.irodsingest.dashboard;
