package profilegateway.command;

/** How the process ends; the numbers above 2 are those of sysexits.h. */
final class ExitCode {
  static final int OK = 0;
  /** It could not start, or not do all of it: a port is in use, for example, or an instance does not confirm a purge. */
  static final int FAILED = 1;
  /** The command line has an unknown flag or command. */
  static final int USAGE = 2;
  /** A setting is wrong. */
  static final int CONFIG = 78;

  private ExitCode() {}
}
