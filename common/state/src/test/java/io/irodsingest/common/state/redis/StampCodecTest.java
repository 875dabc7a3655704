package io.irodsingest.common.state.redis;

import io.irodsingest.common.sync.EntryStamp;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StampCodecTest {
    private static final int ROUNDS = 20_000;

    @Test
    void anyStampComesBack() {
        Random random = new Random(20261122);
        for (int i = 0; i < ROUNDS; i++) {
            EntryStamp stamp = random(random);
            assertThat(StampCodec.decode(StampCodec.encode(stamp))).contains(stamp);
            NameHash name = new NameHash(random.nextLong());
            assertThat(StampCodec.decodeName(StampCodec.encode(name))).isEqualTo(name);
        }
    }

    @Test
    void theFormIsTheOneThatIsInRedis() {
        EntryStamp stamp = new EntryStamp(EntryKind.LINK, 300, 0x0102030405060708L, 0x0102030405060707L, 9);
        assertThat(HexFormat.of().formatHex(StampCodec.encode(stamp))).isEqualTo("4a" + "ac02" + "0102030405060708"
                + "01");
    }

    @Test
    void extremesComeBack() {
        for (long time : new long[]{Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            EntryStamp stamp = new EntryStamp(EntryKind.BLOCK_DEVICE, Long.MAX_VALUE, Long.MAX_VALUE, time, 31);
            assertThat(StampCodec.decode(StampCodec.encode(stamp))).contains(stamp);
        }
    }

    @Test
    void whatIsCutOffOrOfAnUnknownKindIsNotRemembered() {
        byte[] whole = StampCodec.encode(new EntryStamp(EntryKind.REGULAR, 70_000, 5, 1L << 40, 0));
        for (int length = 0; length < whole.length; length++) {
            assertThat(StampCodec.decode(Arrays.copyOf(whole, length))).isEmpty();
        }
        whole[0] |= 7;
        assertThat(StampCodec.decode(whole)).isEmpty();
    }

    static EntryStamp random(Random random) {
        EntryKind[] kinds = EntryKind.values();
        return new EntryStamp(kinds[random.nextInt(kinds.length)], random.nextLong() >>> 1 + random.nextInt(63),
                random.nextLong() >> random.nextInt(64), random.nextLong() >> random.nextInt(64), random.nextInt(32));
    }

    /** One that was copied: its inode changed some days after its content. */
    static EntryStamp ordinaryFile(Random random) {
        long modified = 1_600_000_000_000_000_000L + random.nextLong(200_000_000_000_000_000L);
        return new EntryStamp(EntryKind.REGULAR, random.nextLong(1L << 24), modified,
                modified + random.nextLong(1_000_000_000_000_000L), 0);
    }
}
