package io.irodsingest.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the table of modules: who may depend on whom, and where the clients of servers stay. */
@AnalyzeClasses(packages = "io.irodsingest", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.irodsingest..";

    /** The packages of each module of {@code common}, below {@code io.irodsingest}. */
    private static final String PROCESS = "common.(config|logging|metrics|trace|tls|secret|outage|access)";
    private static final String MODEL = "common.(job|task|sync|path)";
    private static final String HANDLER_FILES = "common.handlerfile";
    private static final String IRODS_CLIENT = "common.irods";
    private static final String BROKER = "common.broker";
    private static final String STATE = "common.state";

    @ArchTest
    static final ArchRule handlerApiStandsAlone = classes().that().resideInAPackage(module("handlerapi")).should()
            .onlyDependOnClassesThat().resideInAnyPackage("java..", module("handlerapi")).allowEmptyShould(true);

    @ArchTest
    static final ArchRule adminApiKnowsNothingOfOurs = mayUse("adminapi");

    @ArchTest
    static final ArchRule miniIrodsKnowsNothingOfOurs = mayUse("miniirods");

    @ArchTest
    static final ArchRule embeddedKnowsNothingOfOurs = mayUse("embedded");

    @ArchTest
    static final ArchRule processKnowsNothingOfOurs = mayUse(PROCESS);

    @ArchTest
    static final ArchRule theModelKnowsNoServer = mayUse(MODEL, PROCESS, "handlerapi");

    @ArchTest
    static final ArchRule handlerFilesKnowTheModel = mayUse(HANDLER_FILES, MODEL, PROCESS, "handlerapi");

    @ArchTest
    static final ArchRule theIrodsClientKnowsTheModel = mayUse(IRODS_CLIENT, MODEL, PROCESS, "handlerapi");

    @ArchTest
    static final ArchRule theBrokerKnowsNoWork = mayUse(BROKER, PROCESS);

    @ArchTest
    static final ArchRule stateKnowsTheModel = mayUse(STATE, MODEL, PROCESS, "handlerapi");

    @ArchTest
    static final ArchRule portsOfStateKnowNoRedis = noClasses().that()
            .resideInAnyPackage("io.irodsingest.common.state", "io.irodsingest.common.state.schedule",
                    "io.irodsingest.common.state.batch")
            .should().dependOnClassesThat().resideInAPackage("io.irodsingest.common.state.redis..");

    @ArchTest
    static final ArchRule theRuntimeKnowsAllOfCommonAndNoKindOfWork = mayUse("common", "handlerapi");

    @ArchTest
    static final ArchRule tasksOfAnIngestAreData = mayUse("ingesttasks", MODEL, PROCESS, "handlerapi");

    @ArchTest
    static final ArchRule batchesAreData = mayUse("batchtasks", MODEL, PROCESS, "handlerapi");

    @ArchTest
    static final ArchRule ingestKnowsCommonAndNoKindOfSource = mayUse("ingest", "ingesttasks", "common", "handlerapi");

    @ArchTest
    static final ArchRule theFilesystemWorkerKnowsIngest = mayUse("workerfilesystem", "ingest", "ingesttasks", "common",
            "handlerapi");

    @ArchTest
    static final ArchRule theS3WorkerKnowsIngest = mayUse("workers3", "ingest", "ingesttasks", "s3store", "common",
            "handlerapi");

    @ArchTest
    static final ArchRule theWayToStoresKnowsNoWork = mayUse("s3store", PROCESS);

    @ArchTest
    static final ArchRule theSdkOfS3StaysWithThoseWhoSpeakToStores = onlyIn("software.amazon..",
            "io.irodsingest.s3store..", "io.irodsingest.workers3..", "io.irodsingest.workerbatch.output..",
            "io.irodsingest.filedoor.bucket..", "io.irodsingest.embedded..");

    @ArchTest
    static final ArchRule theDeletionWorkerKnowsNoSource = mayUse("workerdelete", "ingesttasks", "common",
            "handlerapi");

    @ArchTest
    static final ArchRule theWorkerForBatchesKnowsNoIngest = mayUse("workerbatch", "batchtasks", "s3store", "common",
            "handlerapi");

    @ArchTest
    static final ArchRule theOrchestratorKnowsNoIrods = mayUse("orchestrator", BROKER, STATE, HANDLER_FILES, MODEL,
            PROCESS, "ingesttasks", "batchtasks", "adminapi", "dashboard", "handlerapi");

    @ArchTest
    static final ArchRule theDashboardKnowsTheRecordsOfTheAdminEndpoint = mayUse("dashboard", "adminapi", "handlerapi");

    @ArchTest
    static final ArchRule templatesStayInTheDashboard = onlyIn("gg.jte..", "io.irodsingest.dashboard..");

    /** Each package of the orchestrator knows those below it, and none its root, which puts them together. */
    @ArchTest
    static final ArchRule packagesOfTheOrchestratorStandOnEachOther = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.irodsingest.orchestrator..")
            .layer("root").definedBy("io.irodsingest.orchestrator")
            .layer("api").definedBy("io.irodsingest.orchestrator.api..")
            .layer("loops").definedBy("io.irodsingest.orchestrator.loops..")
            .layer("scheduling").definedBy("io.irodsingest.orchestrator.scheduling..")
            .layer("batch").definedBy("io.irodsingest.orchestrator.batch..")
            .layer("lifecycle").definedBy("io.irodsingest.orchestrator.lifecycle..")
            .layer("plan").definedBy("io.irodsingest.orchestrator.plan..")
            .layer("request").definedBy("io.irodsingest.orchestrator.request..")
            .layer("watch").definedBy("io.irodsingest.orchestrator.watch..")
            .layer("http").definedBy("io.irodsingest.orchestrator.http..")
            .layer("access").definedBy("io.irodsingest.orchestrator.access..")
            .whereLayer("root").mayNotBeAccessedByAnyLayer()
            .whereLayer("api").mayOnlyBeAccessedByLayers("root")
            .whereLayer("loops").mayOnlyBeAccessedByLayers("root", "api")
            .whereLayer("scheduling").mayOnlyBeAccessedByLayers("root", "api", "loops")
            .whereLayer("batch").mayOnlyBeAccessedByLayers("root", "api", "loops", "scheduling")
            .whereLayer("lifecycle").mayOnlyBeAccessedByLayers("root", "api", "loops", "scheduling", "batch")
            .whereLayer("plan").mayOnlyBeAccessedByLayers("api", "scheduling")
            .whereLayer("request").mayOnlyBeAccessedByLayers("root", "api", "loops", "scheduling", "lifecycle",
                    "batch")
            .whereLayer("watch").mayOnlyBeAccessedByLayers("root", "api", "loops", "lifecycle", "batch")
            .whereLayer("http").mayOnlyBeAccessedByLayers("root", "api", "scheduling", "lifecycle", "batch")
            .whereLayer("access").mayOnlyBeAccessedByLayers("root", "api", "http");

    /** Decisions are pure functions: whoever makes them knows no server. */
    @ArchTest
    static final ArchRule schedulesAreData = noClasses().that()
            .resideInAPackage("io.irodsingest.orchestrator.plan..")
            .should().dependOnClassesThat().resideInAnyPackage("io.irodsingest.common..");

    @ArchTest
    static final ArchRule theFileDoorSpeaksOnlyHttp = mayUse("filedoor", "batchtasks", "s3store", MODEL, PROCESS,
            "adminapi", "handlerapi");

    @ArchTest
    static final ArchRule theCliSpeaksOnlyHttp = mayUse("cli", "adminapi", "handlerapi");

    @ArchTest
    static final ArchRule irods4jStaysInItsAdapter = onlyIn("org.irods.irods4j..",
            "io.irodsingest.common.irods.irods4j..");

    @ArchTest
    static final ArchRule jargonStaysInItsAdapter = onlyIn("org.irods.jargon..", "io.irodsingest.irods.jargon..");

    /** It is there in some builds only. */
    @ArchTest
    static final ArchRule theJargonAdapterKnowsTheClient = mayUse("irods", IRODS_CLIENT, MODEL, PROCESS)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule whatIsSaidKnowsNoLibrary = noClasses().that()
            .resideInAPackage("io.irodsingest.common.irods.protocol..").should().dependOnClassesThat()
            .resideInAnyPackage("org.irods..", "io.irodsingest.common.irods.irods4j..");

    @ArchTest
    static final ArchRule redissonStaysInState = onlyIn("org.redisson..", "io.irodsingest.common.state.redis..");

    @ArchTest
    static final ArchRule rabbitStaysInBroker = onlyIn("com.rabbitmq..", "io.irodsingest.common.broker..");

    @ArchTest
    static final ArchRule springReadsLinesOfCron = onlyIn("org.springframework..",
            "io.irodsingest.orchestrator.plan.trigger..");

    @ArchTest
    static final ArchRule prometheusStaysInMetrics = onlyIn("io.micrometer.prometheusmetrics..",
            "io.irodsingest.common.metrics..");

    @ArchTest
    static final ArchRule theSdkOfTracesStaysInTrace = onlyIn("io.opentelemetry.sdk..",
            "io.irodsingest.common.trace..");

    @ArchTest
    static final ArchRule packagesOfCommonHaveNoCycles = slices().matching("io.irodsingest.common.(*)..").should()
            .beFreeOfCycles();

    private static ArchRule mayUse(String module, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = module(module);
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = module(others[i]);
        }
        return noClasses().that().resideInAPackage(module(module)).should().dependOnClassesThat(
                resideInAnyPackage(OURS).and(not(resideInAnyPackage(allowed))));
    }

    private static ArchRule onlyIn(String library, String... homes) {
        return noClasses().that().resideOutsideOfPackages(homes).should().dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static String module(String name) {
        return "io.irodsingest." + name.replace("(", "[").replace(")", "]") + "..";
    }
}
