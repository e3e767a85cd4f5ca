package profilegateway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.profile.RoundEnd;

/** Tasks that are pending in an embedded channel stand for the end of an event loop iteration. */
class FlushCoalescerTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();

  FlushCoalescerTest() {
    channel.pipeline().addLast(new FlushCoalescer(RoundEnd.here()), new HttpClientCodec());
  }

  @AfterEach
  void close() {
    var unused = channel.finishAndReleaseAll();
  }

  @Test
  void sendsARequestAtTheEndOfTheIteration() {
    write("/one");
    assertThat(sent()).isEmpty();

    channel.runPendingTasks();
    assertThat(sent()).contains("GET /one");
  }

  @Test
  void sendsAgainInTheNextIteration() {
    write("/one");
    channel.runPendingTasks();
    assertThat(sent()).contains("/one");

    write("/two");
    assertThat(sent()).isEmpty();
    channel.runPendingTasks();
    assertThat(sent()).contains("/two");
  }

  @Test
  void sendsRequestsOfOneIterationTogether() {
    write("/one");
    write("/two");
    channel.runPendingTasks();

    assertThat(sent()).contains("/one", "/two");
  }

  @Test
  void sendsPendingRequestsBeforeTheConnectionCloses() {
    write("/one");
    var unused = channel.pipeline().close();

    assertThat(sent()).contains("/one");
    channel.runPendingTasks();
    assertThat(sent()).isEmpty();
  }

  private void write(String path) {
    var unused = channel
        .pipeline()
        .writeAndFlush(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path));
  }

  private String sent() {
    StringBuilder text = new StringBuilder();
    for (io.netty.buffer.ByteBuf bytes = channel.readOutbound();
        bytes != null;
        bytes = channel.readOutbound()) {
      text.append(bytes.toString(java.nio.charset.StandardCharsets.US_ASCII));
      bytes.release();
    }
    return text.toString();
  }
}
