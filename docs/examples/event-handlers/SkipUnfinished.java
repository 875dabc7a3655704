import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.EventHandler;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.SkipEntryException;

/** Leaves out what an instrument is still writing, and what iRODS has elsewhere already. */
public class SkipUnfinished implements EventHandler {
    @Override
    public Operation operation(Job job, Entry entry) {
        return Operation.PUT_SYNC;
    }

    @Override
    public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
        if (entry.name().endsWith(".part")) {
            throw new SkipEntryException(entry.name() + " is not finished");
        }
        String query = "select DATA_ID where DATA_NAME = " + Session.quoted(entry.name()) + " and DATA_SIZE = '"
                + entry.size() + "'";
        if (!session.query(query).isEmpty()) {
            throw new SkipEntryException(entry.name() + " is in iRODS already");
        }
    }
}
