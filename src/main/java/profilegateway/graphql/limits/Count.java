package profilegateway.graphql.limits;

import graphql.language.DirectivesContainer;
import graphql.language.Field;

/**
 * How much a selection asks for, with fragments as often as they are spread. Fragments that double one another soon
 * reach a number without a name, so sums stop at {@link #MOST}.
 */
record Count(int depth, long fields, long aliases, long directives, Cost cost) {
  static final Count NONE = new Count(0, 0, 0, 0, Cost.NONE);

  private static final long MOST = 1_000_000_000_000L;

  static Count directivesOf(DirectivesContainer<?> container) {
    int directives = container.getDirectives().size();
    return directives == 0 ? NONE : new Count(0, 0, 0, directives, Cost.NONE);
  }

  /** A field with what is selected below it, which {@code cost} includes. */
  static Count of(Field field, Count below, Cost cost) {
    return new Count(
        below.depth + 1,
        sum(below.fields, 1),
        sum(below.aliases, field.getAlias() == null ? 0 : 1),
        sum(below.directives, field.getDirectives().size()),
        cost);
  }

  /** Beside each other. */
  Count and(Count other) {
    return new Count(
        Math.max(depth, other.depth),
        sum(fields, other.fields),
        sum(aliases, other.aliases),
        sum(directives, other.directives),
        cost.plus(other.cost));
  }

  private static long sum(long one, long other) {
    return Math.min(one + other, MOST);
  }
}
