package io.scriptmaster.benchmarks.executions;

import io.scriptmaster.benchmarks.load.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bars of the warm throughput; a line over each bar's end goes from the worst round to the best.
 */
final class Picture {

  private static final int LEFT = 130;
  private static final int WIDTH = 480;
  private static final int RIGHT = 130;
  private static final int BAR = 18;
  private static final Map<String, String> COLOURS =
      Map.of(
          "product", "#2f6fb0",
          "product-compiled", "#79a9d9",
          "java", "#c77b2b",
          "pass-through", "#8a8f98");

  private final List<ScenarioResults> rows;
  private final StringBuilder shapes = new StringBuilder();
  private int y = 30;

  Picture(List<ScenarioResults> rows) {
    this.rows = rows;
  }

  String svg() {
    text(10, 18, "Executions per second, warm", "bold");
    rows.forEach(this::draw);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        %3$s</svg>
        """
        .formatted(LEFT + WIDTH + RIGHT, y + 10, shapes);
  }

  /** Each scenario has a scale of its own: they differ by a factor of thousands. */
  private void draw(ScenarioResults row) {
    y += 16;
    text(10, y, row.scenario(), "bold");
    y += 8;
    double most =
        row.candidates().values().stream()
            .mapToDouble(figures -> figures.warmRate().max())
            .max()
            .orElse(1);
    row.candidates().forEach((name, figures) -> bar(name, figures.warmRate(), WIDTH / most));
  }

  private void bar(String name, Spread rate, double scale) {
    int middle = y + BAR / 2;
    text(20, middle + 4, name, "normal");
    append(
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        LEFT, y, rate.median() * scale, BAR - 4, COLOURS.getOrDefault(name, "#555555"));
    append(
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#222222\" stroke-width=\"2\"/>",
        LEFT + rate.min() * scale, LEFT + rate.max() * scale, middle - 2, middle - 2);
    text(
        LEFT + rate.max() * scale + 6,
        middle + 3,
        String.format(Locale.ROOT, "%,.0f", rate.median()),
        "normal");
    y += BAR;
  }

  private void text(double x, int baseline, String words, String weight) {
    append(
        "<text x=\"%.1f\" y=\"%d\" font-weight=\"%s\" fill=\"#222222\">%s</text>",
        x, baseline, weight, words);
  }

  private void append(String format, Object... arguments) {
    shapes.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
