package profilegateway.profile;

/** What became of one part that was asked for. */
public sealed interface PartLookup {

  /** The part, and where it came from. */
  record Had(PartContent content, Copy copy) implements PartLookup {}

  /** It could not be had. */
  record Missing(ProfileFailure failure) implements PartLookup {}

  /** It is not told: the user opted out. Null to the client, without an error. */
  record Withheld() implements PartLookup {}
}
