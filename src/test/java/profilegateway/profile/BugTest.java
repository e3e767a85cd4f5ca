package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BugTest {
  private static String logged(Throwable thrown) {
    StringWriter text = new StringWriter();
    Bug.of(thrown).printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void whereItWasThrownIsToldAndWhatWasSaidIsNot() {
    IllegalStateException cause = new IllegalStateException("of Marky Mark");
    String logged = logged(new IllegalArgumentException("Marky Mark", cause));

    assertThat(logged)
        .contains("java.lang.IllegalArgumentException", "java.lang.IllegalStateException")
        .contains("BugTest.whereItWasThrownIsToldAndWhatWasSaidIsNot")
        .doesNotContain("Marky");
  }

  @Test
  void whatOnlyEverSpeaksOfTheProgramIsTold() {
    assertThat(logged(new IndexOutOfBoundsException("Index 3 out of bounds for length 2")))
        .contains("Index 3 out of bounds for length 2");
    assertThat(logged(new NullPointerException())).contains("java.lang.NullPointerException");
  }

  @Test
  void whatCausesItselfHasAnEnd() {
    IllegalStateException one = new IllegalStateException();
    IllegalStateException other = new IllegalStateException(one);
    assertThat(one.initCause(other)).isSameAs(one);

    assertThat(logged(one)).hasSizeLessThan(100_000);
  }
}
