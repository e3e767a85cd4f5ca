package profilegateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What browsers must not do with any answer: guess what it is, show it in a frame, run what stands in it, tell others where
 * somebody came from, or hand it to a page of another origin that embeds it.
 */
final class SecurityHeaders {
  /** Replaced where there is a page to be shown. */
  static final CharSequence POLICY = AsciiString.cached("Content-Security-Policy");

  private static final CharSequence NOTHING = AsciiString.cached(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private static final CharSequence CONTENT_TYPE_OPTIONS =
      AsciiString.cached("X-Content-Type-Options");
  private static final CharSequence NO_SNIFF = AsciiString.cached("nosniff");
  private static final CharSequence FRAME_OPTIONS = AsciiString.cached("X-Frame-Options");
  private static final CharSequence DENY = AsciiString.cached("DENY");
  private static final CharSequence REFERRER_POLICY = AsciiString.cached("Referrer-Policy");
  private static final CharSequence NO_REFERRER = AsciiString.cached("no-referrer");
  private static final CharSequence RESOURCE_POLICY =
      AsciiString.cached("Cross-Origin-Resource-Policy");
  private static final CharSequence SAME_ORIGIN = AsciiString.cached("same-origin");

  private static final List<Map.Entry<CharSequence, CharSequence>> EVERY = List.of(
      Map.entry(CONTENT_TYPE_OPTIONS, NO_SNIFF),
      Map.entry(FRAME_OPTIONS, DENY),
      Map.entry(REFERRER_POLICY, NO_REFERRER),
      Map.entry(RESOURCE_POLICY, SAME_ORIGIN));

  private static final AsciiString OF_A_PAGE = lines(EVERY);
  private static final AsciiString OF_ANY =
      OF_A_PAGE.concat(lines(List.of(Map.entry(POLICY, NOTHING))));

  private SecurityHeaders() {}

  private static AsciiString lines(List<Map.Entry<CharSequence, CharSequence>> headers) {
    return AsciiString.of(headers.stream()
        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
        .collect(Collectors.joining()));
  }

  /** The lines to be added to a head. No answer sets any of these headers itself but {@link #POLICY}, which pages do. */
  static AsciiString missingIn(HttpHeaders headers) {
    return headers.contains(POLICY) ? OF_A_PAGE : OF_ANY;
  }

  /** Adds the same to an answer's headers. */
  static void addTo(HttpHeaders headers) {
    EVERY.forEach(header -> headers.set(header.getKey(), header.getValue()));
    if (!headers.contains(POLICY)) {
      headers.set(POLICY, NOTHING);
    }
  }
}
