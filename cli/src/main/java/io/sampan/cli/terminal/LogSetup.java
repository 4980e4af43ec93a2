package io.sampan.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs go to standard error, one line each, with their key-value pairs. Found by Logback as a
/// service; written in Java because reading XML would take longer than most commands run.
///
/// The environment's `SAMPAN_LOG` (error, warn, info, debug, trace) sets what is logged,
/// `SAMPAN_LOG_FORMAT=json` that lines are JSON objects.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg %kvp%n%ex";

    private static final String APPENDER = "stderr";

    /// For a person who has not asked for logs: no stack traces.
    private static final String PATTERN_FOR_PEOPLE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg %kvp%n%nopex";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = "json".equals(System.getenv("SAMPAN_LOG_FORMAT")) ? json() : text(context);
        encoder.setContext(context);
        encoder.start();

        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();

        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        var wanted = Optional.ofNullable(System.getenv("SAMPAN_LOG"));
        context.getLogger("io.sampan").setLevel(Level.toLevel(wanted.orElse("warn"), Level.WARN));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(
                System.getenv("SAMPAN_LOG") == null && System.getenv("SAMPAN_DEBUG") == null
                        ? PATTERN_FOR_PEOPLE
                        : PATTERN);
        layout.start();

        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        return encoder;
    }

    /// One object a line; what a person does not need is left out.
    private static Encoder<ILoggingEvent> json() {
        var encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMarkers(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }

    /// A process that serves says what it does, unless `SAMPAN_LOG` wants something else.
    public static void tellWhatHappens() {
        if (System.getenv("SAMPAN_LOG") == null
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("io.sampan").setLevel(Level.INFO);
            showCauses(context);
        }
    }

    /// Whoever runs a server wants to know where a fault was.
    private static void showCauses(LoggerContext context) {
        if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
                        instanceof ConsoleAppender<ILoggingEvent> appender
                && appender.getEncoder() instanceof LayoutWrappingEncoder<ILoggingEvent> encoder
                && encoder.getLayout() instanceof PatternLayout layout) {
            layout.stop();
            layout.setPattern(PATTERN);
            layout.start();
        }
    }
}
