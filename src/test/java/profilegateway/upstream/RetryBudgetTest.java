package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  @Test
  void inTheLongRunAFifthOfTheCallsMayBeRetries() {
    RetryBudget budget = new RetryBudget();
    int calls = 10_000;
    int retries = 0;
    for (int i = 0; i < calls; i++) {
      budget.called();
      retries += budget.take() ? 1 : 0;
    }
    assertThat(retries).isBetween(calls / 5, calls / 5 + 10);
  }

  @Test
  void whatIsSavedUpInGoodTimesIsLimited() {
    RetryBudget budget = new RetryBudget();
    for (int i = 0; i < 10_000; i++) {
      budget.called();
    }
    int retries = 0;
    while (budget.take()) {
      retries++;
    }
    assertThat(retries).isEqualTo(10);
  }
}
