/** Code without rights under a SecurityManager, which tries what it can to get at secrets or rights. */
package app.hostile;
