package profilegateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.Http1ServerConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.FramingCase;
import profilegateway.testing.TestedPort;

class StrictRequestDecoderTest {
  private static final TestedPort PORT =
      new TestedPort("GraphQL", 0, "/get", "/post", "{\"query\":\"{ __typename }\"}", "");

  static List<FramingCase> cases() {
    return FramingCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decodesBytesAlikeHoweverTheyArrive(FramingCase framing) {
    byte[] bytes = framing.bytes(PORT);

    List<String> whole = decoded(bytes, bytes.length);

    assertThat(whole).isNotEmpty();
    assertThat(decoded(bytes, 1)).isEqualTo(whole);
    assertThat(decoded(bytes, 7)).isEqualTo(whole);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decodesNothingBehindARefusedHead(FramingCase framing) {
    List<String> decoded = decoded(framing.bytes(PORT), Integer.MAX_VALUE);

    int refused = decoded.indexOf("refused");
    assertThat(refused).isIn(-1, decoded.size() - 1);
  }

  /** Requests, bodies and defects in their order. */
  private static List<String> decoded(byte[] bytes, int size) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new StrictRequestDecoder(new Http1ServerConfig()));
    List<String> decoded = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (int from = 0; from < bytes.length; from += size) {
      int length = Math.min(size, bytes.length - from);
      channel.writeInbound(Unpooled.copiedBuffer(bytes, from, length));
      for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
        add(next, decoded, body);
        ReferenceCountUtil.release(next);
      }
      if (length < size) {
        break;
      }
    }
    channel.finishAndReleaseAll();
    return decoded;
  }

  private static void add(Object next, List<String> decoded, StringBuilder body) {
    if (next instanceof HttpRequest request) {
      boolean isRefused = request.decoderResult().isFailure();
      decoded.add(isRefused ? "refused" : request.method() + " " + request.uri());
      if (isRefused) {
        return;
      }
    }
    if (next instanceof HttpContent part) {
      body.append(part.content().toString(StandardCharsets.ISO_8859_1));
      if (part.decoderResult().isFailure()) {
        // The length of what came before depends on how it arrived.
        decoded.add("malformed");
        body.setLength(0);
      } else if (part instanceof LastHttpContent) {
        decoded.add("body " + body);
        body.setLength(0);
      }
    }
  }
}
