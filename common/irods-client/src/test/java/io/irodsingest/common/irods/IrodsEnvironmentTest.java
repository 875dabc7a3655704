package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.irods.IrodsEnvironment.Authentication;
import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsEnvironment.Verification;
import io.irodsingest.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IrodsEnvironmentTest {
    private static final Map<String, String> COMPLETE = Map.of("IRODS_HOST", "irods.example.org", "IRODS_ZONE_NAME",
            "lab", "IRODS_USER_NAME", "ann", "IRODS_PASSWORD", "hush hush");

    @TempDir
    private Path home;

    @Test
    void variablesSuffice() {
        IrodsEnvironment environment = IrodsEnvironment.read(COMPLETE, home);

        assertThat(environment.address()).isEqualTo("irods.example.org:1247");
        assertThat(environment.qualifiedUser()).isEqualTo("ann#lab");
        assertThat(environment.password().reveal()).isEqualTo("hush hush");
        assertThat(environment.authentication()).isEqualTo(Authentication.NATIVE);
        assertThat(environment.policy()).isEqualTo(Policy.REFUSE);
        assertThat(environment.tls().verification()).isEqualTo(Verification.HOSTNAME);
        assertThat(environment.defaultResource()).isEmpty();
    }

    @Test
    void passwordIsNotPrinted() {
        assertThat(IrodsEnvironment.read(COMPLETE, home).toString()).doesNotContain("hush").contains("ann");
    }

    @Test
    void fileFillsWhatVariablesLeaveOpen() throws IOException {
        writeEnvironment("""
                {"irods_host": "other", "irods_port": 2247, "irods_zone_name": "file", "irods_user_name": "bob",
                 "irods_default_resource": "tape", "irods_client_server_policy": "CS_NEG_DONT_CARE",
                 "irods_ssl_verify_server": "cert", "irods_cwd": "/file/home"}""");

        IrodsEnvironment environment = IrodsEnvironment
                .read(Map.of("IRODS_HOST", "mine", "IRODS_PASSWORD", "x"), home);

        assertThat(environment.address()).isEqualTo("mine:2247");
        assertThat(environment.qualifiedUser()).isEqualTo("bob#file");
        assertThat(environment.defaultResource()).contains("tape");
        assertThat(environment.policy()).isEqualTo(Policy.DONT_CARE);
        assertThat(environment.tls().verification()).isEqualTo(Verification.CERT);
    }

    @Test
    void fileCanBeElsewhere() throws IOException {
        Path elsewhere = Files.writeString(home.resolve("env.json"), "{\"irods_default_resource\": \"here\"}");

        assertThat(IrodsEnvironment.read(with("IRODS_ENVIRONMENT_FILE", elsewhere.toString()), home).defaultResource())
                .contains("here");
    }

    @Test
    void passwordComesFromAFile() throws IOException {
        Path file = Files.writeString(home.resolve("password"), "in the file\n");
        Map<String, String> variables = new HashMap<>(with("IRODS_PASSWORD_FILE", file.toString()));
        variables.remove("IRODS_PASSWORD");

        assertThat(IrodsEnvironment.read(variables, home).password().reveal()).isEqualTo("in the file");
    }

    @Test
    void pamDemandsEncryption() {
        assertThat(IrodsEnvironment.read(with("IRODS_AUTHENTICATION_SCHEME", "pam_password"), home))
                .returns(Policy.REQUIRE, IrodsEnvironment::policy)
                .returns(Authentication.PAM_PASSWORD, IrodsEnvironment::authentication);
    }

    @ParameterizedTest
    @CsvSource({"IRODS_PORT,70000", "IRODS_PORT,many", "IRODS_AUTHENTICATION_SCHEME,gsi",
            "IRODS_CLIENT_SERVER_POLICY,maybe", "IRODS_SSL_VERIFY_SERVER,sometimes",
            "IRODS_SSL_CA_CERTIFICATE_FILE,/nowhere/ca.pem", "IRODS_ENVIRONMENT_FILE,/nowhere/env.json"})
    void wrongSettingIsNamed(String name, String value) {
        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> IrodsEnvironment.read(with(name, value), home)).withMessageContaining(name)
                .withMessageContaining(value).matches(wrong -> wrong.getMessage().lines().count() == 1);
    }

    @Test
    void aWrongSettingInTheFileIsNamedAsItStandsThere() throws Exception {
        Path file = Files.writeString(home.resolve("env.json"), "{\"irods_port\": \"x\"}");
        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> IrodsEnvironment.read(with("IRODS_ENVIRONMENT_FILE", file.toString()), home))
                .withMessage("irods_port in " + file + " is 'x', but must be a number from 1 to 65535.");
    }

    @ParameterizedTest
    @CsvSource({"IRODS_HOST", "IRODS_ZONE_NAME", "IRODS_USER_NAME", "IRODS_PASSWORD"})
    void missingSettingIsNamed(String name) {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.remove(name);

        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> IrodsEnvironment.read(variables, home)).withMessageContaining(name);
    }

    @Test
    void brokenFileIsNamed() throws IOException {
        writeEnvironment("{\"irods_host\": ");

        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> IrodsEnvironment.read(COMPLETE, home))
                .withMessageContaining("irods_environment.json").withMessageContaining("not JSON");
    }

    /** Made with an implementation of the iCommands' algorithm of its own: user number, key and time vary. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {"rods|0|.k\"d\"khs1g1",
            "s3cret~[pass]Word#/0123456789abc|1000|.Pchgyr!Lw0y!~[qw!+]u)ybv0M9KNSPD51Awju",
            "tempPass|4321|.GXstjt(t\"kfclw3aSbeJhCKc_Wk4"})
    void passwordOfIinitIsRead(String password, int uid, String content) {
        assertThat(AuthenticationFile.reveal(content, uid)).map(Secret::reveal).contains(password);
        assertThat(AuthenticationFile.reveal(content, uid ^ 1)).isEmpty();
    }

    @Test
    void damagedPasswordOfIinitIsSaid() throws IOException {
        Files.createDirectories(home.resolve(".irods"));
        Files.writeString(home.resolve(".irods/.irodsA"), "rods");
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.remove("IRODS_PASSWORD");

        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> IrodsEnvironment.read(variables, home)).withMessageContaining(".irodsA")
                .withMessageContaining("iinit");
    }

    @Test
    void poolSettingsAreRead() {
        PoolSettings settings = PoolSettings
                .read(Map.of("IRODS_PIPELINE", "1", "IRODS_READ_TIMEOUT", "30", "IRODS_UPLOAD_STREAMS", "3"), 7);

        assertThat(settings).returns(1, PoolSettings::pipeline).returns(3, PoolSettings::streams)
                .as("four large uploads at a time").returns(7 + 4 * 2, PoolSettings::size)
                .returns(Duration.ofSeconds(30), PoolSettings::readTimeout);
        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> PoolSettings.read(Map.of("IRODS_PIPELINE", "33"), 7))
                .withMessageContaining("IRODS_PIPELINE");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.put(name, value);
        return variables;
    }

    private void writeEnvironment(String json) throws IOException {
        Files.createDirectories(home.resolve(".irods"));
        Files.writeString(home.resolve(".irods/irods_environment.json"), json);
    }
}
