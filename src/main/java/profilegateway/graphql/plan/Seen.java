package profilegateway.graphql.plan;

/** Learns what an answer tells. */
public interface Seen {

  /** A profile, by a field of {@code Query}. */
  void profile(String field, ProfileView view);

  /** That there is no such profile, or that it is not known. */
  void nothing();
}
