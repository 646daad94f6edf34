import java.nio.file.Path;
import net.sourceforge.pmd.PMDConfiguration;
import net.sourceforge.pmd.PmdAnalysis;
import net.sourceforge.pmd.lang.LanguageRegistry;
import net.sourceforge.pmd.reporting.Report;

/** Runs one PMD rule set over the Apex of a folder and prints how much it found. */
public class Pmd {
    public static void main(String[] arguments) {
        PMDConfiguration configuration = new PMDConfiguration();
        configuration.addInputPath(Path.of(arguments[1]));
        configuration.addRuleSet(arguments[0]);
        configuration.setIgnoreIncrementalAnalysis(true);
        configuration.setThreads(Runtime.getRuntime().availableProcessors());
        configuration.setDefaultLanguageVersion(
            LanguageRegistry.PMD.getLanguageById("apex").getDefaultVersion());
        try (PmdAnalysis analysis = PmdAnalysis.create(configuration)) {
            Report report = analysis.performAnalysisAndCollectReport();
            System.out.println(report.getViolations().size() + " violations, "
                + report.getProcessingErrors().size() + " files not read");
        }
    }
}
