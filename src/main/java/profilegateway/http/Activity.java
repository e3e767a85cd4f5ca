package profilegateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import profilegateway.graphql.ErrorCode;

/** What an instance has done of late. Called on any event loop; never with personal data. */
public interface Activity {

  /** Which build it is. */
  String version();

  /** For how long it has run. */
  Duration sinceStart();

  /** All that was done since the start. */
  Counts total();

  /** What was done in each of the last seconds, a minute's at most, the oldest first. */
  List<Counts> seconds();

  /** Errors that were answered with, the latest first. */
  List<SeenError> errors();

  /**
   * How much was done in a time.
   *
   * @param operations that came to their end
   * @param calls of the Profile API that were made
   * @param saved look-ups that needed no call of their own
   * @param refused calls that look-ups were refused
   * @param errors in answers
   */
  record Counts(long operations, long calls, long saved, long refused, long errors) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts more) {
      return new Counts(
          operations + more.operations,
          calls + more.calls,
          saved + more.saved,
          refused + more.refused,
          errors + more.errors);
    }

    public Counts minus(Counts less) {
      return new Counts(
          operations - less.operations,
          calls - less.calls,
          saved - less.saved,
          refused - less.refused,
          errors - less.errors);
    }
  }

  /**
   * Errors of one code.
   *
   * @param count since the start
   */
  record SeenError(ErrorCode code, long count, Instant last) {}
}
