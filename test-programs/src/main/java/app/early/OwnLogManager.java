package app.early;

import java.util.logging.LogManager;

/** A log manager that main names by the property java.util.logging.manager. */
public final class OwnLogManager extends LogManager {}
