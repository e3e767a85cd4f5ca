package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whether a future is there already or comes later, the same becomes of it. */
class AtOnceTest {
  private final Promise<String> later = Promise.promise();

  @Test
  void whatIsThereGoesOnAtOnce() {
    assertThat(AtOnce.compose(Future.succeededFuture("a"), AtOnceTest::longer).result())
        .isEqualTo("a!");
    assertThat(AtOnce.map(Future.succeededFuture("a"), String::length).result()).isEqualTo(1);
    assertThat(
            AtOnce.recover(Future.succeededFuture("a"), lost -> later.future()).result())
        .isEqualTo("a");
  }

  @Test
  void whatComesLaterGoesOnThen() {
    Future<String> composed = AtOnce.compose(later.future(), AtOnceTest::longer);
    Future<Integer> mapped = AtOnce.map(later.future(), String::length);
    assertThat(composed.isComplete() || mapped.isComplete()).isFalse();

    later.complete("a");

    assertThat(composed.result()).isEqualTo("a!");
    assertThat(mapped.result()).isEqualTo(1);
  }

  @Test
  void aFailureStaysOneUnlessItIsRecovered() {
    Throwable failure = new IllegalStateException("a failure");

    assertThat(AtOnce.compose(Future.<String>failedFuture(failure), AtOnceTest::longer)
            .cause())
        .isSameAs(failure);
    assertThat(AtOnce.recover(
                Future.<String>failedFuture(failure), lost -> Future.succeededFuture("instead"))
            .result())
        .isEqualTo("instead");
  }

  @Test
  void ofOneItemTheSameComesAsOfMany() {
    for (List<String> items : List.of(List.of("a"), List.of("a", "b"), List.<String>of())) {
      assertThat(AtOnce.all(items, AtOnceTest::longer).result())
          .isEqualTo(items.stream().map(item -> item + "!").toList());
      Throwable thrown = new IllegalStateException("a bug");
      Future<List<String>> broken = AtOnce.all(items, item -> {
        throw raised(thrown);
      });
      assertThat(broken.cause()).isSameAs(items.isEmpty() ? null : thrown);
    }
  }

  @Test
  void theyKeepTheirOrderWhicheverComesFirst() {
    Future<List<String>> both =
        AtOnce.all(List.of("a", "b"), item -> item.equals("a") ? later.future() : longer(item));
    later.complete("a!");

    assertThat(both.result()).containsExactly("a!", "b!");
  }

  /** An error, too: else nobody would be told, and a client would wait for ever. */
  @Test
  void whateverIsThrownIsAFailure() {
    for (Throwable thrown : List.of(new IllegalStateException("a bug"), new StackOverflowError())) {
      Function<String, Future<String>> broken = text -> {
        throw raised(thrown);
      };
      Function<String, String> brokenToo = text -> {
        throw raised(thrown);
      };

      assertThat(AtOnce.compose(Future.succeededFuture("a"), broken).cause()).isSameAs(thrown);
      assertThat(AtOnce.map(Future.succeededFuture("a"), brokenToo).cause()).isSameAs(thrown);
    }
  }

  private static Future<String> longer(String text) {
    return Future.succeededFuture(text + "!");
  }

  private static RuntimeException raised(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }
}
