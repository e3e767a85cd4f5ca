package profilegateway.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import profilegateway.sandbox.wire.Json;

class JournalCapacityTest {
  @Test
  void theOldestGoWhenItIsFullAndAreCounted() {
    Journal journal = new Journal(3);
    for (int i = 0; i < 5; i++) {
      JournalEntry entry = journal.add(i, Kind.TOKEN, "POST", "/oauth/token", null);
      assertThat(entry.seq()).isEqualTo(i + 1);
    }

    JsonNode json = Json.readObject(journal.toJson(0, null).getBytes(), "the journal");

    assertThat(json.path("dropped").intValue()).isEqualTo(2);
    assertThat(json.path("requests").findValuesAsText("seq")).containsExactly("3", "4", "5");
  }
}
