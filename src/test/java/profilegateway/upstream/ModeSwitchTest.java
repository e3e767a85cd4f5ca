package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.config.CallsMode.CACHE;
import static profilegateway.config.CallsMode.OFF;
import static profilegateway.config.CallsMode.ON;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import profilegateway.config.CallsMode;

class ModeSwitchTest {
  private final FakeFleetMode fleet = new FakeFleetMode();
  private final ModeSwitch mode = new ModeSwitch(ON, fleet);
  private final ModeSwitch elsewhere = new ModeSwitch(ON, fleet);

  @Test
  void itStartsAsItIsSet() {
    assertThat(new ModeSwitch(CACHE, fleet).mode()).isEqualTo(CACHE);
    assertThat(new ModeSwitch(OFF, null).mode()).isEqualTo(OFF);
  }

  @Test
  void whatIsSetHoldsWhileNobodyChose() {
    ModeSwitch set = new ModeSwitch(CACHE, fleet);

    look(set);

    assertThat(set.mode()).isEqualTo(CACHE);
  }

  @Test
  void aChoiceHoldsHereAtOnceAndElsewhereWithTheNextLook() {
    assertThat(mode.choose(OFF).result()).isTrue();
    assertThat(mode.mode()).isEqualTo(OFF);
    assertThat(elsewhere.mode()).isEqualTo(ON);

    look(elsewhere);

    assertThat(elsewhere.mode()).isEqualTo(OFF);
  }

  @Test
  void aChoiceHoldsForWhoStartsLater() {
    assertThat(mode.choose(OFF).result()).isTrue();
    ModeSwitch later = new ModeSwitch(ON, fleet);

    look(later);

    assertThat(later.mode()).isEqualTo(OFF);
  }

  @Test
  void theLatestChoiceHoldsWhereverItWasMade() {
    assertThat(mode.choose(OFF).result()).isTrue();
    look(elsewhere);
    assertThat(elsewhere.choose(CACHE).result()).isTrue();

    look(mode);

    assertThat(mode.mode()).isEqualTo(CACHE);
    assertThat(elsewhere.mode()).isEqualTo(CACHE);
  }

  @Test
  void withoutAFleetAChoiceHoldsHereAlone() {
    ModeSwitch alone = new ModeSwitch(ON, null);

    assertThat(alone.choose(OFF).result()).isFalse();
    look(alone);

    assertThat(alone.mode()).isEqualTo(OFF);
  }

  @Test
  void aChoiceThatTheOthersCannotBeToldHoldsHere() {
    fleet.reachable = false;

    assertThat(mode.choose(OFF).result()).isFalse();
    look(mode);

    assertThat(mode.mode()).isEqualTo(OFF);
  }

  @Test
  void aChoiceIsToldOnceTheOthersCanBeReached() {
    assertThat(mode.choose(CACHE).result()).isTrue();
    fleet.reachable = false;
    assertThat(mode.choose(OFF).result()).isFalse();
    look(mode);
    fleet.reachable = true;

    look(mode);
    look(elsewhere);

    assertThat(mode.mode()).isEqualTo(OFF);
    assertThat(elsewhere.mode()).isEqualTo(OFF);
    assertThat(fleet.told).containsExactly(CACHE, OFF);
  }

  @Test
  void aChoiceThatWasToldIsNotToldAgain() {
    assertThat(mode.choose(OFF).result()).isTrue();
    assertThat(elsewhere.choose(ON).result()).isTrue();

    look(mode);
    look(mode);

    assertThat(mode.mode()).isEqualTo(ON);
    assertThat(fleet.told).containsExactly(OFF, ON);
  }

  @Test
  void aLookThatCannotBeTakenChangesNothing() {
    assertThat(mode.choose(OFF).result()).isTrue();
    fleet.reachable = false;

    look(mode);

    assertThat(mode.mode()).isEqualTo(OFF);
  }

  @Test
  void aLookThatBeganBeforeAChoiceDoesNotUndoIt() {
    assertThat(elsewhere.choose(CACHE).result()).isTrue();
    fleet.answersLater = true;
    Future<Void> look = mode.look();
    fleet.answersLater = false;

    assertThat(mode.choose(OFF).result()).isTrue();
    fleet.answer();

    assertThat(look.succeeded()).isTrue();
    assertThat(mode.mode()).isEqualTo(OFF);
  }

  @Test
  void aChoiceThatWasForgottenIsToldAgainByWhoeverKnowsIt() {
    assertThat(mode.choose(OFF).result()).isTrue();
    look(elsewhere);
    fleet.chosen = null;

    look(elsewhere);

    assertThat(elsewhere.mode()).isEqualTo(OFF);
    ModeSwitch later = new ModeSwitch(ON, fleet);
    look(later);
    assertThat(later.mode()).isEqualTo(OFF);
  }

  @Test
  void whoKnowsOfNoChoiceTellsOfNone() {
    look(mode);

    assertThat(fleet.chosen).isNull();
  }

  @Test
  void aReminderDoesNotUndoAChoice() {
    assertThat(mode.choose(OFF).result()).isTrue();
    fleet.chosen = null;
    fleet.answersLater = true;
    Future<Void> look = mode.look();
    fleet.answersLater = false;
    assertThat(elsewhere.choose(CACHE).result()).isTrue();

    fleet.answer();

    assertThat(look.succeeded()).isTrue();
    assertThat(fleet.chosen).isEqualTo(CACHE);
    look(mode);
    assertThat(mode.mode()).isEqualTo(CACHE);
  }

  private static void look(ModeSwitch mode) {
    assertThat(mode.look().succeeded()).isTrue();
  }

  private static final class FakeFleetMode implements FleetMode {
    private final List<CallsMode> told = new ArrayList<>();
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private @Nullable CallsMode chosen;
    private boolean reachable = true;
    private boolean answersLater;

    @Override
    public Future<Optional<CallsMode>> read() {
      if (!reachable) {
        return Future.failedFuture("unreachable");
      }
      Promise<Optional<CallsMode>> answer = Promise.promise();
      Optional<CallsMode> now = Optional.ofNullable(chosen);
      answers.add(() -> answer.complete(now));
      if (!answersLater) {
        answer();
      }
      return answer.future();
    }

    @Override
    public Future<Void> choose(CallsMode mode) {
      if (!reachable) {
        return Future.failedFuture("unreachable");
      }
      chosen = mode;
      told.add(mode);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> remind(CallsMode known) {
      if (chosen == null) {
        chosen = known;
      }
      return Future.succeededFuture();
    }

    void answer() {
      answers.remove().run();
    }
  }
}
