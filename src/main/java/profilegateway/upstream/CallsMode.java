package profilegateway.upstream;

/** Whether the Profile API is called at all: the switch for a bad day. */
public enum CallsMode {
  /** It is. */
  ON,
  /** It is not; copies that are held are served. */
  CACHE,
  /** It is not; whatever needs it fails at once. */
  OFF
}
