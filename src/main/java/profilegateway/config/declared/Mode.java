package profilegateway.config.declared;

/** What the settings are read for. */
public enum Mode {
  /** The gateway, against the real API or a sandbox elsewhere. */
  SERVE,
  /** The gateway with a sandbox in the same process. */
  SERVE_WITH_SANDBOX,
  /** The sandbox alone. */
  SANDBOX,
  /** The schema alone. */
  SCHEMA,
  /** A purge by a gateway that runs elsewhere. */
  PURGE;

  /** Whether a sandbox runs in this process. */
  public boolean hasSandbox() {
    return this == SERVE_WITH_SANDBOX || this == SANDBOX;
  }

  boolean isServe() {
    return this == SERVE || this == SERVE_WITH_SANDBOX;
  }
}
