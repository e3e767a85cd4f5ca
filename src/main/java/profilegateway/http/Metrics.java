package profilegateway.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What an instance counts. Called on any event loop; never with personal data. */
public interface Metrics {

  /**
   * All of it, now.
   *
   * @param accept the media types that are wanted; null for whatever there is
   */
  Page page(@Nullable String accept);

  /**
   * A text as it is sent.
   *
   * @param type its media type
   */
  record Page(String type, Buffer content) {}
}
