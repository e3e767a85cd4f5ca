package profilegateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperationNamesTest {
  private final OperationNames names = new OperationNames();

  @Test
  void anOperationIsCountedByItsName() {
    assertThat(names.counted("Header")).isEqualTo("Header");
    assertThat(names.counted("Header")).isEqualTo("Header");
  }

  @Test
  void oneWithoutANameIsAnonymous() {
    assertThat(names.counted(null)).isEqualTo("anonymous");
  }

  @Test
  void ofManyNamesTheFirstOnesAreKept() {
    for (int number = 0; number < OperationNames.MOST; number++) {
      assertThat(names.counted("Q" + number)).isEqualTo("Q" + number);
    }

    assertThat(names.counted("OneMore")).isEqualTo("other");
    assertThat(names.counted("Q7")).isEqualTo("Q7");
    assertThat(names.counted(null)).isEqualTo("anonymous");
  }

  @Test
  void aLongNameIsNotKept() {
    assertThat(names.counted("a".repeat(OperationNames.LONGEST))).startsWith("aaa");
    assertThat(names.counted("a".repeat(OperationNames.LONGEST + 1))).isEqualTo("other");
  }
}
