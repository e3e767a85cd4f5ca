package profilegateway.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes on a connection that listens. */
@ExtendWith(VertxExtension.class)
class LineTest {

  /** A list of texts, or one text where it has no elements. As the client's own, it does not like to be asked what it is not. */
  private record Said(ResponseType type, String text, List<String> elements) implements Response {
    @Override
    public String toString() {
      return text;
    }

    @Override
    public byte[] toBytes() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean isArray() {
      return elements.isEmpty() ? Response.super.isArray() : true;
    }

    @Override
    public int size() {
      return elements.isEmpty() ? Response.super.size() : elements.size();
    }

    @Override
    public Response get(int index) {
      return elements.isEmpty()
          ? Response.super.get(index)
          : new Said(ResponseType.BULK, elements.get(index), List.of());
    }
  }

  private static Said list(ResponseType type, String... elements) {
    return new Said(type, "", List.of(elements));
  }

  @Test
  void aListOfThreeThatSaysSoIsAMessage() {
    assertThat(Line.isMessage(list(ResponseType.MULTI, "message", "bus", "text")))
        .isTrue();
    assertThat(Line.isMessage(list(ResponseType.PUSH, "message", "bus", "text")))
        .isTrue();
  }

  @Test
  void otherListsAreNone() {
    assertThat(Line.isMessage(list(ResponseType.MULTI, "subscribe", "bus", "1")))
        .isFalse();
    assertThat(Line.isMessage(list(ResponseType.MULTI, "message", "bus"))).isFalse();
  }

  @Test
  void whatIsNoListIsNone() {
    for (ResponseType type :
        EnumSet.complementOf(EnumSet.of(ResponseType.MULTI, ResponseType.PUSH))) {
      assertThat(Line.isMessage(new Said(type, "OK", List.of()))).isFalse();
    }
  }

  /** The client may never end to read where something is thrown into it. */
  @Test
  void aBugOfWhoeverHearsStaysThere(Vertx vertx) {
    List<String> heard = new ArrayList<>();
    Line line = new Line(
        Redis.createClient(vertx),
        message -> {
          heard.add("something");
          throw new IllegalStateException("a bug");
        },
        () -> heard.add("end"));

    line.received(list(ResponseType.PUSH, "message", "channel", "one"));
    line.received(list(ResponseType.PUSH, "message", "channel", "other"));

    assertThat(heard).containsExactly("something", "something");
  }
}
