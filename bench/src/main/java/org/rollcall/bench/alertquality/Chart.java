package org.rollcall.bench.alertquality;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.rollcall.bench.Statistics;

/** The figures as a picture: bars of false alerts on a logarithmic scale, with what was missed and how late beside them. */
final class Chart {

    private static final int WIDTH = 1_000;
    private static final int LEFT = 190;
    private static final int RIGHT = 640;
    private static final int TOP = 96;
    private static final int BAR = 22;
    private static final int STEP = 28;
    private static final double LEAST = 0.0005;
    private static final double MOST = 50;

    private Chart() {
    }

    static String svg(List<Design> designs, Map<Regime, List<Score>> scores) {
        int group = designs.size() * STEP + 44;
        int bottom = TOP + scores.size() * group;
        var svg = new StringBuilder();
        svg.append(
                """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" \
                        font-family="DejaVu Sans, Verdana, sans-serif" font-size="13">
                        <title>False alerts, missed excursions and delays of four detectors</title>
                        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                        <text x="16" y="30" font-size="19" font-weight="bold">False alerts a person-week, and what is missed</text>
                        <text x="16" y="52" fill="#555555">Simulated people who live 20 to 500 m from a border; logarithmic scale, \
                        shorter is better</text>
                        """
                        .formatted(WIDTH, bottom + 40));
        text(svg, RIGHT + 60, TOP - 16, "#555555", "missed with enough fixes");
        text(svg, RIGHT + 235, TOP - 16, "#555555", "median delay");
        grid(svg, bottom);
        int y = TOP;
        for (var entry : scores.entrySet()) {
            svg.append("<text x=\"16\" y=\"%d\" font-weight=\"bold\">%s</text>%n".formatted(y + 16,
                    entry.getKey().label()));
            for (int i = 0; i < designs.size(); i++) {
                bar(svg, y + 28 + i * STEP, designs.get(i).label(), entry.getValue().get(i),
                        i == designs.size() - 1);
            }
            y += group;
        }
        text(svg, LEFT, bottom + 30, "#555555", "false alerts a person-week");
        return svg.append("</svg>\n").toString();
    }

    private static void grid(StringBuilder svg, int bottom) {
        for (double tick = 0.001; tick < MOST; tick *= 10) {
            svg.append("<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%1$d\" y2=\"%3$d\" stroke=\"#dddddd\"/>%n".formatted(
                    x(tick), TOP + 24, bottom - 8));
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>%n".formatted(x(tick),
                    bottom + 10, tick >= 1 ? "%.0f".formatted(tick) : Double.toString(round(tick))));
        }
    }

    private static double round(double tick) {
        return Math.round(tick * 1_000) / 1_000.0;
    }

    private static void bar(StringBuilder svg, int y, String label, Score score, boolean ours) {
        boolean none = score.falseAlerts() == 0;
        double rate = none ? score.falsePerWeekAtMost() : score.falsePerWeek();
        int end = x(rate);
        int middle = y + BAR / 2 + 5;
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\"%s>%s</text>%n".formatted(LEFT - 8, middle,
                ours ? " font-weight=\"bold\"" : "", label));
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"%s/>%n".formatted(LEFT, y,
                end - LEFT, BAR, none ? "#ffffff" : ours ? "#1b6e3c" : "#a9b4c2",
                none ? " stroke=\"#1b6e3c\" stroke-dasharray=\"4 3\"" : ""));
        text(svg, end + 6, middle, "#222222", (none ? "none; at most " : "") + number(rate));
        text(svg, RIGHT + 60, middle, score.missed() == 0 ? "#222222" : "#a01818",
                score.missed() + " of " + score.enough());
        text(svg, RIGHT + 235, middle, "#222222", "%.0f min".formatted(Statistics.median(score.delays())));
    }

    private static void text(StringBuilder svg, int x, int y, String colour, String text) {
        svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n".formatted(x, y, colour, text));
    }

    private static String number(double rate) {
        return String.format(Locale.ROOT, rate >= 1 ? "%.1f" : rate >= 0.01 ? "%.3f" : "%.4f", rate);
    }

    private static int x(double rate) {
        double part = Math.log(Math.max(LEAST, rate) / LEAST) / Math.log(MOST / LEAST);
        return LEFT + (int) Math.round(part * (RIGHT - LEFT));
    }
}
