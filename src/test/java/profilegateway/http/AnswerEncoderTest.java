package profilegateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.http.impl.http1.VertxHttpResponseEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is what Vert.x writes, with the security headers added. */
class AnswerEncoderTest {
  private static final int ANSWERS = 500;
  private static final int[] STATUSES = {200, 294, 400, 401, 405, 418, 429, 500, 503, 599};
  private static final String[] NAMES = {"Vary", "X-Request-Id", "Set-Cookie", "ETag", "Retry-After"
  };

  private final Random random = new Random(5);
  private final AnswerEncoder encoder = new AnswerEncoder();

  @Test
  void anyAnswerIsWrittenAsVertxWritesIt() {
    for (int i = 0; i < ANSWERS; i++) {
      FullHttpResponse answer = answer();
      String ours = text(encoder.encoded(answer, ByteBufAllocator.DEFAULT));
      SecurityHeaders.addTo(answer.headers());

      assertThat(ours).isEqualTo(byVertx(answer));
    }
  }

  @Test
  void theAnswerCanBeReadAfterwards() {
    FullHttpResponse answer = answer();
    int length = answer.content().readableBytes();

    var unused = encoder.encoded(answer, ByteBufAllocator.DEFAULT).release();

    assertThat(answer.refCnt()).isEqualTo(1);
    assertThat(answer.content().readableBytes()).isEqualTo(length);
  }

  private FullHttpResponse answer() {
    ByteBuf body =
        Unpooled.copiedBuffer("ü".repeat(1 + random.nextInt(3000)), StandardCharsets.UTF_8);
    Http1xHeaders headers = Http1xHeaders.httpHeaders();
    for (int i = random.nextInt(30); i > 0; i--) {
      String value = "v".repeat(random.nextInt(200));
      CharSequence name = NAMES[random.nextInt(NAMES.length)];
      headers.add(name, random.nextBoolean() ? value : AsciiString.of(value));
    }
    if (random.nextBoolean()) {
      headers.add(SecurityHeaders.POLICY, "default-src 'self'");
    }
    headers.add(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
    return new DefaultFullHttpResponse(
        random.nextBoolean() ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0,
        HttpResponseStatus.valueOf(STATUSES[random.nextInt(STATUSES.length)]),
        body,
        headers,
        EmptyHttpHeaders.INSTANCE);
  }

  private static String byVertx(FullHttpResponse answer) {
    EmbeddedChannel channel = new EmbeddedChannel(new VertxHttpResponseEncoder());
    channel.writeOutbound(answer);
    StringBuilder all = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.append(text(part));
    }
    return all.toString();
  }

  /** Byte for byte. */
  private static String text(ByteBuf bytes) {
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    bytes.release();
    return text;
  }
}
