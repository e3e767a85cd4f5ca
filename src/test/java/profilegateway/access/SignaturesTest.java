package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import profilegateway.testing.Forge;
import profilegateway.testing.TestClock;

class SignaturesTest {
  private static final Forge FORGE = new Forge(new TestClock());
  private static final Keys KEYS = FakeKeys.read(FORGE.keySet());

  private final List<Promise<Boolean>> running = new ArrayList<>();
  private final Signatures signatures = new Signatures(this::run);

  private Future<Boolean> run(Callable<Boolean> check) {
    Promise<Boolean> later = Promise.promise();
    running.add(later);
    return later.future();
  }

  private Future<Boolean> isGood(String text) throws Refusal {
    SignedToken token = SignedToken.read(text);
    List<JWSVerifier> fitting = KEYS.fitting(token.header());
    return signatures.isGood(token, fitting);
  }

  @Test
  void whatIsCheckedQuicklyIsCheckedAtOnce() throws Refusal {
    assertThat(isGood(FORGE.good()).result()).isTrue();
    assertThat(running).isEmpty();
  }

  @Test
  void whatTakesLongIsLeftToOthers() throws Refusal {
    Future<Boolean> checked = isGood(FORGE.signedByEc());
    assertThat(checked.isComplete()).isFalse();

    running.get(0).complete(true);
    assertThat(checked.result()).isTrue();
  }

  @Test
  void oneMoreThanCanBeWaitedForIsRefusedUntilThereIsRoom() throws Refusal {
    String token = FORGE.signedByEc();
    for (int i = 0; i < Signatures.MOST_WAITING; i++) {
      assertThat(isGood(token).isComplete()).isFalse();
    }

    assertThat(isGood(token).cause()).hasMessage("BUSY");
    assertThat(running).hasSize(Signatures.MOST_WAITING);

    running.get(0).complete(false);
    assertThat(isGood(token).isComplete()).isFalse();
  }
}
