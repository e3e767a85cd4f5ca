package profilegateway;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import profilegateway.testing.InstanceVertx;

/** Rules for the tests themselves. */
class TestArchitectureTest {
  /** An instance that a test opens by itself stays open when the test fails. */
  @Test
  void testsGetVertxFromTheExtension() {
    // The rule needs names only: resolving every library would take most of the time.
    ArchConfiguration.withThreadLocalScope(configuration -> {
      configuration.setResolveMissingDependenciesFromClassPath(false);
      JavaClasses tests = new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("profilegateway");

      noClasses()
          .that()
          .doNotBelongToAnyOf(InstanceVertx.class)
          .should()
          .callMethodWhere(target(owner(type(Vertx.class)))
              .and(target(nameMatching("vertx|clusteredVertx|builder"))))
          .check(tests);
    });
  }
}
