package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Parts PARTS = Parts.of(Part.ATTRIBUTION);

  private final Ledger operation = new Ledger();
  private final List<Ledger> later = new ArrayList<>();

  @Test
  void whatAPieceOfWorkCostsIsWrittenIntoBoth() {
    Ledger work = new Ledger(operation);

    work.called(Lane.OTHER, PARTS);
    work.saved(Lane.OTHER, 2);
    work.refused(Lane.VIEWER);

    for (Ledger each : List.of(work, operation)) {
      assertThat(each.calls()).containsExactly(new Ledger.Call(Lane.OTHER, PARTS));
      assertThat(each.saved()).isEqualTo(2);
      assertThat(each.refusals(Lane.VIEWER)).isEqualTo(1);
    }
  }

  @Test
  void whatComesAfterItWasToldIsToldOnceMoreAndAlone() {
    Ledger work = new Ledger(operation);
    work.called(Lane.OTHER, PARTS);
    operation.passOn(later::add);

    work.called(Lane.VIEWER, PARTS);
    work.refused(Lane.OTHER);
    work.saved(Lane.BACKGROUND, 3);

    assertThat(operation.calls()).hasSize(1);
    assertThat(operation.refusals(Lane.OTHER)).isZero();
    assertThat(work.calls()).hasSize(2);
    assertThat(later).hasSize(3);
    assertThat(later.get(0).calls()).containsExactly(new Ledger.Call(Lane.VIEWER, PARTS));
    assertThat(later.get(1).refusals(Lane.OTHER)).isEqualTo(1);
    assertThat(later.get(2).saved(Lane.BACKGROUND)).isEqualTo(3);
  }

  @Test
  void workOfNoOperationTellsEachThingAtOnce() {
    Ledger work = new Ledger(Ledger.passingOn(later::add));

    work.called(Lane.BACKGROUND, PARTS);

    assertThat(work.calls()).hasSize(1);
    assertThat(later).hasSize(1);
    assertThat(later.get(0).calls(Lane.BACKGROUND)).isEqualTo(1);
  }
}
