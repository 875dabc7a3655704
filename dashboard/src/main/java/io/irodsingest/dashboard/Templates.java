package io.irodsingest.dashboard;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The templates below {@code src/main/jte}, which the build has made into classes. They write all that they are given as text. */
final class Templates {
    private static final String PACKAGE = "io.irodsingest.dashboard.template";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html,
            Templates.class.getClassLoader(), PACKAGE);

    /** @param name of the file without its extension @param values by the names of the template's parameters */
    String render(String name, Map<String, Object> values) {
        StringOutput page = new StringOutput();
        engine.render(name + ".jte", values, page);
        return page.toString();
    }
}
