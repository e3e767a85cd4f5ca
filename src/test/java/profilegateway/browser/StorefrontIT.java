package profilegateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import profilegateway.testing.TestGateway;

/** The shop in a browser. Copies are fresh for a second, so that nobody waits. */
class StorefrontIT {
  private static final String[] COPIES = {
    "GATEWAY_CACHE_LOCAL", "on", "GATEWAY_CACHE_SOFT_TTL", "1s",
  };

  @Test
  void aPageIsPersonalForEachShopper() throws IOException {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start(COPIES)) {
      browser.resize(1280, 1000);
      browser.visit(gateway.url() + "/");
      browser.awaitText("#greeting", "Hello, Marky");
      browser.awaitText("#offer", "15 % off all decor");
      browser.awaitText("#shelf", "Paper lamp");
      browser.awaitText("#answer", "\"productRecommendations\"");
      browser.until("return document.getElementById('shop').dataset.look === 'dark'");
      keep(browser.screenshot(), "storefront.png");

      browser.find("#is-big-spender").click();
      browser.awaitText("#greeting", "Hello, Ines");
      browser.awaitText("#offer", "free delivery");
      browser.until("return document.getElementById('shop').dataset.look === 'light'");

      browser.find("#is-opted-out").click();
      browser.awaitText("#why", "opted out");
      browser.awaitText("#greeting", "Welcome");
      browser.awaitText("#shelfname", "Bestsellers");
      assertThat(browser.find("#offer").isDisplayed()).isFalse();

      assertThat(browser.consoleErrors()).isEmpty();
      assertThat(browser.hostsAsked()).containsExactly("127.0.0.1:" + gateway.port());
    }
  }

  @Test
  void thePageGoesOnWhenMparticleIsDown() throws IOException {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start(COPIES)) {
      browser.resize(1280, 1000);
      browser.visit(gateway.url() + "/");
      browser.awaitText("#greeting", "Hello, Marky");

      browser.find("#power").click();
      browser.awaitText("#state", "mParticle is down");
      browser.awaitText("#origin", "STALE");
      browser.awaitText("#mark", "STALE");
      browser.awaitText("#meaning", "goes on with the last copy");
      browser.awaitText("#greeting", "Hello, Marky");
      keep(browser.screenshot(), "storefront-down.png");

      browser.find("#is-tagged").click();
      browser.awaitText("#origin", "UPSTREAM_UNAVAILABLE");
      browser.awaitText("#greeting", "Welcome");

      browser.find("#power").click();
      browser.awaitText("#state", "mParticle is up");
      browser.awaitText("#greeting", "Hello, Priya");
      assertThat(gateway.askSandbox("/faults").path("faults")).isEmpty();
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void allOfItIsHadByKeyboard() {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start(COPIES)) {
      browser.visit(gateway.url() + "/");
      browser.awaitText("#greeting", "Hello, Marky");

      browser.press("#is-documented-sample", Keys.ARROW_RIGHT);
      browser.awaitText("#greeting", "Hello, Ines");
      browser.press("#is-big-spender", Keys.TAB);
      assertThat(browser.value("return document.activeElement.id")).isEqualTo("power");
      browser.press("#power", Keys.SPACE);
      browser.awaitText("#power", "Bring mParticle back");
      assertThat(browser.value("return document.activeElement.id")).isEqualTo("power");
    }
  }

  @Test
  void nothingIsCutOffOnANarrowScreen() throws IOException {
    try (Browser browser = Browser.open();
        TestGateway gateway = TestGateway.start(COPIES)) {
      browser.resize(500, 1600);
      browser.prefer("dark");
      browser.visit(gateway.url() + "/");
      browser.awaitText("#greeting", "Hello, Marky");
      browser.awaitText("#answer", "viewer");

      assertThat(
              browser.value(
                  "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
          .isEqualTo(true);
      keep(browser.screenshot(), "storefront-narrow-dark.png");
    }
  }

  /** For people to look at. */
  private static void keep(byte[] picture, String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(folder.resolve(name), picture);
  }
}
