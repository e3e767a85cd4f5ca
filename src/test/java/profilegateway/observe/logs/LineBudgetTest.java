package profilegateway.observe.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineBudgetTest {
  private final AtomicLong nanos = new AtomicLong();
  private final LineBudget budget = new LineBudget(3, nanos::get);

  @Test
  void aSecondHasSoManyLinesAndTheRestIsCounted() {
    assertThat(taken(10)).isEqualTo(3);
    nanos.addAndGet(999_999_999);
    assertThat(taken(1)).isZero();
    nanos.addAndGet(1);
    assertThat(taken(2)).isEqualTo(2);

    assertThat(budget.takeLeftOut()).isEqualTo(8);
    assertThat(budget.takeLeftOut()).isZero();
  }

  private long taken(int tries) {
    return IntStream.range(0, tries).filter(one -> budget.take()).count();
  }
}
