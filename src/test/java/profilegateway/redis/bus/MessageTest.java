package profilegateway.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

class MessageTest {
  static Stream<Message> messages() {
    return Stream.of(
        new Message.Alive("a"),
        new Message.Leaving("b"),
        new Message.Dropped("c", "c 7"),
        new Message.Drop("d", "", Set.of()),
        new Message.Drop(
            "d",
            "d 8",
            Set.of(
                new Mpid(Long.MIN_VALUE),
                new Mpid(1),
                new Identity("customer_id", "é ⛄ \ud83d\ude00 " + "x".repeat(4096)))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsReadAsItWasSaid(Message message) {
    assertThat(Message.read(message.bytes())).hasValue(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageThatIsCutIsNone(Message message) {
    byte[] bytes = message.bytes();
    for (int length = 0; length < bytes.length; length += 5) {
      assertThat(Message.read(Arrays.copyOf(bytes, length))).isEmpty();
    }
  }

  @Test
  void whateverElseIsSaidIsNone() {
    Random random = new Random(2);
    for (int time = 0; time < 2_000; time++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) "ALDCx".charAt(time % 5);
      }
      assertThat(Message.read(bytes)).isNotNull();
    }
  }

  @Test
  void aMessageShowsNobody() {
    assertThat(new Message.Drop("a", "b", Set.of(new Mpid(4711), new Identity("email", "a@b.c")))
            .toString())
        .doesNotContain("4711", "a@b");
  }
}
