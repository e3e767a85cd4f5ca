package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Setting;
import profilegateway.testing.MarkdownTable;

class SettingsTableTest {
  @Test
  void theDocumentListsEverySettingInItsOrder() {
    List<String> rows = AllSettings.list().stream().map(SettingsTableTest::row).toList();

    assertThat(MarkdownTable.rows("docs/settings.md", "## All settings")).isEqualTo(rows);
  }

  private static String row(Setting<?> setting) {
    return "| `%s` | %s | %s | %s |"
        .formatted(setting.name(), fallback(setting), setting.allowed(), setting.description());
  }

  private static String fallback(Setting<?> setting) {
    if (setting.fallback().isRequired()) {
      return "required without `--sandbox`";
    }
    String description = setting.defaultDescription();
    return description.isEmpty() || description.contains(" ")
        ? description
        : "`" + description + "`";
  }
}
