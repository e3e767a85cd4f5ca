package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundEndTest {
  private final Deque<Runnable> loop = new ArrayDeque<>();
  private final List<Integer> sent = new ArrayList<>();
  private long now;
  private final RoundEnd roundEnd = new RoundEnd(() -> now);

  @Test
  void nothingIsSentBeforeTheRoundEnds() {
    send(1);
    send(2);
    assertThat(sent).isEmpty();
    assertThat(loop).hasSize(1);

    endRound();
    assertThat(sent).containsExactly(1, 2);
  }

  @Test
  void thereIsAnEndOfEachRound() {
    send(1);
    endRound();
    send(2);
    endRound();

    assertThat(sent).containsExactly(1, 2);
  }

  @Test
  void manyDoNotWaitForEachOther() {
    for (int i = 1; i <= RoundEnd.MOST; i++) {
      assertThat(sent).isEmpty();
      send(i);
    }
    assertThat(sent).hasSize(RoundEnd.MOST);

    send(99);
    assertThat(sent).hasSize(RoundEnd.MOST);
    endRound();
    assertThat(sent).hasSize(RoundEnd.MOST + 1).endsWith(99);
  }

  @Test
  void nobodyWaitsLongForTheEndOfALongRound() {
    send(1);
    now += RoundEnd.LONGEST_NANOS;
    send(2);
    assertThat(sent).isEmpty();

    now++;
    send(3);
    assertThat(sent).containsExactly(1, 2, 3);

    now += RoundEnd.LONGEST_NANOS;
    send(4);
    assertThat(sent).as("its wait begins with itself").containsExactly(1, 2, 3);
  }

  @Test
  void whatComesWhileTheyAreSentGoesWithThem() {
    roundEnd.add(() -> send(2), loop::add);
    send(1);
    endRound();

    assertThat(sent).containsExactly(1, 2);
  }

  private void send(int number) {
    roundEnd.add(() -> sent.add(number), loop::add);
  }

  private void endRound() {
    loop.remove().run();
  }
}
