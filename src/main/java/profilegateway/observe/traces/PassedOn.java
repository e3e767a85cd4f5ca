package profilegateway.observe.traces;

import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Span;

/**
 * A trace that somebody else makes, while this gateway makes none: it is handed on as it came.
 *
 * @param traceState null where the request said nothing
 */
record PassedOn(
    String traceId, String traceParent, @Nullable String traceState) implements Span {
  /** W3C Trace Context, version 00; ids of zeros are none. */
  private static final Pattern TRACE_PARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final Pattern TRACE_STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

  static Span of(@Nullable String traceParent, @Nullable String traceState) {
    if (traceParent == null) {
      return NONE;
    }
    Matcher wellFormed = TRACE_PARENT.matcher(traceParent);
    if (!wellFormed.matches()) {
      return NONE;
    }
    boolean hasState = traceState != null && TRACE_STATE.matcher(traceState).matches();
    return new PassedOn(wellFormed.group(1), traceParent, hasState ? traceState : null);
  }

  @Override
  public void passOn(BiConsumer<String, String> headers) {
    headers.accept("traceparent", traceParent);
    if (traceState != null) {
      headers.accept("tracestate", traceState);
    }
  }
}
