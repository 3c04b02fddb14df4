/** What services set or look up early in their main; each program prints what it sees, to be compared without and with the agent. */
package app.early;
