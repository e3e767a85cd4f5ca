package profilegateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import profilegateway.config.GatewayConfig;
import profilegateway.config.Introspection;

/** What nobody need set where profiles come from a sandbox: everybody may ask, and sees how it works. */
public final class CarelessDefaults {
  private CarelessDefaults() {}

  public static void assertHoldIn(GatewayConfig gateway) {
    assertThat(gateway.access().open()).isTrue();
    assertThat(gateway.http().graphiql()).isTrue();
    assertThat(gateway.http().explain()).isTrue();
    assertThat(gateway.graphql().introspection()).isEqualTo(Introspection.ON);
    assertThat(gateway.cache().exposed().all()).isTrue();
  }
}
