package profilegateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Lane;
import profilegateway.upstream.UpstreamEvents;

class BroadcastTest {
  private final List<String> heard = new ArrayList<>();

  @Test
  void eachListenerIsToldOfEverythingInTheirOrder() {
    UpstreamEvents all =
        Broadcast.to(UpstreamEvents.class, List.of(listener("one"), listener("other")));

    all.answered(Lane.VIEWER, 200);
    all.fleetBack();
    all.callsStopped();

    assertThat(heard)
        .containsExactly("one VIEWER 200", "other VIEWER 200", "one back", "other back");
  }

  @Test
  void whoeverIgnoresAnEventIsNotTold() {
    UpstreamEvents all =
        Broadcast.to(UpstreamEvents.class, List.of(new UpstreamEvents() {}, listener("one")));

    all.answered(Lane.OTHER, 404);
    all.unreadable();

    assertThat(heard).containsExactly("one OTHER 404");
  }

  @Test
  void nobodyHasToListen() {
    Broadcast.to(UpstreamEvents.class, List.of()).callsStopped();
  }

  @Test
  void aSingleListenerIsToldWithoutDetour() {
    UpstreamEvents only = listener("only");

    assertThat(Broadcast.to(UpstreamEvents.class, List.of(only))).isSameAs(only);
  }

  @Test
  void aBugOfAListenerStaysWhatItIs() {
    UpstreamEvents broken = new UpstreamEvents() {
      @Override
      public void callsStopped() {
        throw new IllegalStateException("a bug");
      }
    };

    assertThatThrownBy(() ->
            Broadcast.to(UpstreamEvents.class, List.of(broken, listener("one"))).callsStopped())
        .isInstanceOf(IllegalStateException.class);
  }

  private UpstreamEvents listener(String name) {
    return new UpstreamEvents() {
      @Override
      public void answered(Lane lane, int status) {
        heard.add(name + " " + lane + " " + status);
      }

      @Override
      public void fleetBack() {
        heard.add(name + " back");
      }
    };
  }
}
