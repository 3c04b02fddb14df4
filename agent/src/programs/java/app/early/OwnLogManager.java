package app.early;

import java.util.logging.LogManager;

/** A log manager that is named by -Djava.util.logging.manager. */
public final class OwnLogManager extends LogManager {}
