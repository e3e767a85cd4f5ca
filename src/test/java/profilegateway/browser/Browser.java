package profilegateway.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;
import profilegateway.testing.SandboxClient;

/** A headless Chromium. A test that opens one where none is installed is skipped, and says so. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open() {
    Optional<File> chromium = installed("chromium", "google-chrome");
    Optional<File> chromedriver = installed("chromedriver");
    if (chromium.isEmpty() || chromedriver.isEmpty()) {
      System.err.println("NOT TESTED IN A BROWSER: chromium and chromedriver are not installed.");
    }
    Assumptions.assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "chromium and chromedriver are not installed");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,900");
    options.setCapability(
        "goog:loggingPrefs",
        Map.of(LogType.BROWSER, Level.ALL.getName(), LogType.PERFORMANCE, Level.ALL.getName()));
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(chromedriver.get())
        .usingAnyFreePort()
        .build();
    return new Browser(new ChromeDriver(service, options));
  }

  void visit(String url) {
    driver.get(url);
  }

  /**
   * Has the page get a path of its own origin, as its own code would.
   *
   * @param headers names and values in turn
   */
  Fetched get(String path, String... headers) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      named.put(headers[i], headers[i + 1]);
    }
    List<?> answer = (List<?>) Objects.requireNonNull(driver.executeAsyncScript("""
        const [path, headers, done] = arguments;
        fetch(path, {headers: headers})
            .then(answer => answer.text().then(body => done([body, answer.headers.get('X-Request-Id')])),
                failure => done([String(failure), '']));
        """, path, named));
    return new Fetched((String) answer.get(0), (String) answer.get(1));
  }

  /**
   * What a page got.
   *
   * @param requestId of the request that the answer was made for, which may have been an earlier one
   */
  record Fetched(String body, String requestId) {}

  /** Runs code as the page's own. */
  void run(String code) {
    var unused = value(code);
  }

  /** What code returns that is run as the page's own. */
  @Nullable
  Object value(String code) {
    return driver.executeScript(code);
  }

  /** Waits until code that is run as the page's own returns true. */
  void until(String code) {
    var unused =
        new WebDriverWait(driver, PATIENCE).until(page -> Boolean.TRUE.equals(value(code)));
  }

  /** Counts from now on what the page's Content-Security-Policy forbade. */
  void countViolations() {
    run("""
        window.violations = [];
        document.addEventListener('securitypolicyviolation',
            event => window.violations.push(event.effectiveDirective));
        """);
  }

  /** The directives that something was against. */
  List<?> violations() {
    return (List<?>) Objects.requireNonNull(value("return window.violations"));
  }

  /** Waits until something was against each of these directives. */
  void awaitViolations(String... directives) {
    var unused = new WebDriverWait(driver, PATIENCE)
        .until(page -> violations().containsAll(List.of(directives)));
  }

  void type(String css, String text) {
    press(css, Keys.chord(Keys.CONTROL, "a"));
    press(css, text);
  }

  void press(String css, CharSequence keys) {
    find(css).sendKeys(keys);
  }

  /** Waits for an element. */
  WebElement find(String css) {
    return Objects.requireNonNull(new WebDriverWait(driver, PATIENCE)
        .until(
            page -> page.findElements(By.cssSelector(css)).stream().findFirst().orElse(null)));
  }

  /** Waits until an element shows a text. */
  void awaitText(String css, String text) {
    var unused = new WebDriverWait(driver, PATIENCE)
        .until(page -> page.findElements(By.cssSelector(css)).stream()
            .anyMatch(element -> element.getText().contains(text)));
  }

  /** What the page complained of on its console so far. */
  List<String> consoleErrors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The hosts that requests went to so far. */
  List<String> hostsAsked() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .flatMap(entry -> requested(SandboxClient.json(entry.getMessage()).path("message")))
        .map(url -> URI.create(url).getAuthority())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static Stream<String> requested(JsonNode message) {
    String url = message.path("params").path("request").path("url").asText();
    boolean isRequest = message.path("method").asText().equals("Network.requestWillBeSent")
        && url.startsWith("http");
    return isRequest ? Stream.of(url) : Stream.empty();
  }

  /** Shows pages in a window of this size. */
  void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Has pages believe that their visitor likes {@code scheme}: {@code light} or {@code dark}. */
  void prefer(String scheme) {
    var unused = driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Optional<File> installed(String... names) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }
}
