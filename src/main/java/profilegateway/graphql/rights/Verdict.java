package profilegateway.graphql.rights;

/** Whether something may be read. */
public enum Verdict {
  ALLOWED,
  /** It is for callers who say who they are: {@code @authenticated} refuses. */
  UNAUTHENTICATED,
  /** The scopes that it needs are not held: {@code @requiresScopes} or {@code @ownerOrScopes} refuses. */
  FORBIDDEN
}
