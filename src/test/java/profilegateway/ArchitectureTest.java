package profilegateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import graphql.language.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may use which, and who alone uses a library: a step of the request's path knows no more than it needs. */
class ArchitectureTest {
  private static final Set<String> THREADS_OF_COMMANDS =
      Set.of("profilegateway.command.Running", "profilegateway.command.UntilSignal");

  private static final String ROOT = "profilegateway";

  private static final JavaClasses MAIN = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages(ROOT);

  /** What a thread of Vert.x must never be made to do. */
  private static final Set<String> BLOCKING = Set.of("sleep", "join", "await", "wait", "parkNanos");

  @ParameterizedTest
  @CsvSource({
    "profile, ''",
    "config, ''",
    "httpclient, profile",
    "upstream, profile config httpclient",
    "cache, profile config",
    "redis, profile config cache upstream access",
    "access, profile config httpclient",
    "graphql, profile access config",
    // The words of `profile` are what an answer is written from: its ledger and its numbers.
    "http, graphql access config profile",
    // Events are declared by the steps and point inward.
    "observe, upstream cache redis access graphql http profile config",
    "sandbox, ''"
  })
  void aPackageUsesNoOtherThanTheTableSays(String name, String allowed) {
    List<String> used = new ArrayList<>(List.of(ROOT + "." + name + ".."));
    Stream.of(allowed.split(" "))
        .filter(other -> !other.isEmpty())
        .forEach(other -> used.add(ROOT + "." + other + ".."));

    hold(noClasses()
        .that(resideInAPackage(ROOT + "." + name + ".."))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "..")
            .and(not(resideInAnyPackage(used.toArray(String[]::new))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config config.kinds config.declared config.reading",
        "upstream.json upstream.token upstream.api upstream",
        "upstream.ratelimit.permits upstream.ratelimit upstream",
        "cache.copies cache.store cache.fetch cache",
        "graphql.rights graphql.plan graphql"
      })
  void aPartOfAPackageKnowsNoneThatStandsAfterIt(String parts) {
    List<String> left = new ArrayList<>(
        Stream.of(parts.split(" ")).map(part -> ROOT + "." + part).toList());
    while (left.size() > 1) {
      String part = left.remove(0);
      hold(noClasses()
          .that(resideInAPackage(part))
          .should()
          .dependOnClassesThat(resideInAnyPackage(left.toArray(String[]::new))));
    }
  }

  @Test
  void theSandboxIsKnownToTheCommandLineAlone() {
    hold(noClasses()
        .that(resideInAPackage(ROOT + ".*.."))
        .and(not(resideInAnyPackage(ROOT + ".sandbox..", ROOT + ".command")))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".sandbox..")));
  }

  static Stream<Library> libraries() {
    return Stream.of(
        new Library("SnakeYAML", resideInAPackage("org.snakeyaml.."), "config"),
        new Library("java-dataloader", resideInAPackage("org.dataloader.."), "graphql"),
        new Library(
            "graphql-java",
            resideInAPackage("graphql..").and(not(type(SourceLocation.class))),
            "graphql"),
        new Library(
            // `http` writes where in the document an error is.
            "graphql-java's source location", type(SourceLocation.class), "graphql", "http"),
        new Library(
            "vertx-web",
            resideInAPackage("io.vertx.ext.web..").and(not(webClient())),
            "http",
            "sandbox"),
        new Library("the web client", webClient(), "httpclient"),
        new Library(
            // The shop's page asks the sandbox by way of its own origin.
            "the HTTP client", httpClient(), "httpclient", "http.storefront"),
        new Library(
            // What Vert.x has no word for: the bytes of a connection, and whose event loop it is.
            "Netty", resideInAPackage("io.netty.."), "http", "httpclient", "profile"),
        new Library("Nimbus JOSE", resideInAPackage("com.nimbusds.."), "access", "sandbox"),
        new Library("the Redis client", resideInAPackage("io.vertx.redis.."), "redis"),
        new Library(
            "the Prometheus client", resideInAPackage("io.prometheus.."), "observe.metrics"),
        new Library("Logback", resideInAPackage("ch.qos.logback.."), "observe.logs"),
        new Library("Logback's JSON", resideInAPackage("net.logstash.."), "observe.logs"),
        new Library("OpenTelemetry", resideInAPackage("io.opentelemetry.."), "observe"));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryIsUsedByItsPackageAlone(Library library) {
    // The root wires everything, routers included; the command line is its own.
    hold(noClasses()
        .that(not(resideInAnyPackage(library.packages())))
        .and(not(resideInAPackage(ROOT)))
        .should()
        .dependOnClassesThat(library.types()));
  }

  @Test
  void theCommandLineIsReadInOnePlace() {
    hold(noClasses()
        .that(not(resideInAPackage(ROOT + ".command")))
        .should()
        .dependOnClassesThat(resideInAPackage("picocli..")));
  }

  @Test
  void theCommandLineIsKnownToTheBeginningOfTheProcessAlone() {
    hold(noClasses()
        .that(not(resideInAPackage(ROOT + ".command")))
        .and(not(type(Main.class)))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".command")));
  }

  @Test
  void theRootCallsNobodyItself() {
    hold(noClasses().that(resideInAPackage(ROOT)).should().dependOnClassesThat(httpClient()));
  }

  @Test
  void aNullIsMarkedInEveryPackage() {
    List<String> unmarked = MAIN.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(found -> !found.isAnnotatedWith(NullMarked.class))
        .map(JavaPackage::getName)
        .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void nothingWaitsOnAThreadButTheCommandLine() {
    List<String> waits = MAIN.stream()
        .filter(found -> !THREADS_OF_COMMANDS.contains(found.getName()))
        .flatMap(found -> found.getAccessesFromSelf().stream())
        .filter(ArchitectureTest::waits)
        .map(JavaAccess::getDescription)
        .toList();

    assertThat(waits).isEmpty();
  }

  @Test
  void whatAPackageKeepsToItselfIsFinal() {
    hold(classes()
        .that(describe("are classes of ours", ArchitectureTest::isClassOfOurs))
        .should()
        .haveModifier(JavaModifier.FINAL));
  }

  private static boolean isClassOfOurs(JavaClass found) {
    return !found.isInterface()
        && !found.isEnum()
        && !found.isAnonymousClass()
        && found.getSubclasses().isEmpty()
        && !found.getSimpleName().equals("package-info");
  }

  private static DescribedPredicate<JavaClass> webClient() {
    return resideInAnyPackage("io.vertx.ext.web.client..", "io.vertx.ext.web.codec..");
  }

  private static DescribedPredicate<JavaClass> httpClient() {
    return describe(
        "Vert.x's HTTP client",
        used -> used.getPackageName().startsWith("io.vertx.core.http")
            && used.getSimpleName()
                .matches("HttpClient.*|WebSocketClient.*|PoolOptions|RequestOptions"));
  }

  private static boolean waits(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    boolean isOfThreads = owner.equals("java.lang.Thread")
        || owner.equals("java.lang.Object")
        || owner.startsWith("java.util.concurrent.")
        || owner.equals("io.vertx.core.Future");
    // `Future.join` of Vert.x waits for nothing: it is a future of several.
    boolean isVertxJoin =
        owner.equals("io.vertx.core.Future") && access.getName().equals("join");
    return isOfThreads && !isVertxJoin && BLOCKING.contains(access.getName());
  }

  /** A package that is not there yet breaks no rule. */
  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  record Library(String name, DescribedPredicate<JavaClass> types, List<String> users) {
    Library(String name, DescribedPredicate<JavaClass> types, String... users) {
      this(name, types, List.of(users));
    }

    String[] packages() {
      return users.stream().map(user -> ROOT + "." + user + "..").toArray(String[]::new);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
