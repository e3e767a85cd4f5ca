package profilegateway.profile;

/** The answer to one {@link Wanted}. */
public sealed interface Lookup {

  /** There is such a profile; parts that could not be had say so themselves. */
  record Found(Profile profile) implements Lookup {}

  /** There is no such profile: an ordinary answer, as profiles lapse. */
  record Absent() implements Lookup {}

  /** Nothing is known of it, not even whether it exists. */
  record Failed(ProfileFailure failure) implements Lookup {}
}
