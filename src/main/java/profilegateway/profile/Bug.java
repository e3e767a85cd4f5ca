package profilegateway.profile;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown by a bug, as it may be logged: where, and which kind of exception, but not what that says. Its words may be
 * a profile's: a parser quotes what it could not read. Kept are the words of those that only ever speak of the program.
 */
public final class Bug extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 10;

  private static final Set<Class<?>> SPEAK_OF_THE_PROGRAM = Set.of(
      NullPointerException.class,
      ClassCastException.class,
      IndexOutOfBoundsException.class,
      ArrayIndexOutOfBoundsException.class,
      StringIndexOutOfBoundsException.class,
      NoSuchMethodError.class,
      NoClassDefFoundError.class,
      OutOfMemoryError.class);

  private Bug(Throwable thrown, @Nullable Throwable cause) {
    super(words(thrown), cause, false, true);
    setStackTrace(thrown.getStackTrace());
  }

  /** As {@code thrown} may be logged, and what caused it. */
  public static Bug of(Throwable thrown) {
    return of(thrown, DEEPEST);
  }

  private static Bug of(Throwable thrown, int deeper) {
    Throwable cause = thrown.getCause();
    return new Bug(thrown, cause == null || deeper == 0 ? null : of(cause, deeper - 1));
  }

  private static String words(Throwable thrown) {
    String kind = thrown.getClass().getName();
    return SPEAK_OF_THE_PROGRAM.contains(thrown.getClass()) && thrown.getMessage() != null
        ? kind + ": " + thrown.getMessage()
        : kind;
  }
}
