import io.irodsingest.handlerapi.Avu;
import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.EventHandler;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.SessionException;

/** Every hook: each leaves a note of itself in a collection beside the target. */
public class Hooks implements EventHandler {

    @Override
    public void preJob(Job job, Session session) throws Exception {
        session.createCollection(journal(job));
        note("preJob", job, job.target(), session);
    }

    @Override
    public void postJob(Job job, Session session) throws Exception {
        note("postJob", job, job.target(), session);
    }

    @Override
    public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
        note("preDataObjCreate", job, entry.targetPath(), session);
    }

    @Override
    public void postDataObjCreate(Job job, Entry entry, Session session) throws Exception {
        note("postDataObjCreate", job, entry.targetPath(), session);
    }

    @Override
    public void preDataObjModify(Job job, Entry entry, Session session) throws Exception {
        note("preDataObjModify", job, entry.targetPath(), session);
    }

    @Override
    public void postDataObjModify(Job job, Entry entry, Session session) throws Exception {
        note("postDataObjModify", job, entry.targetPath(), session);
    }

    @Override
    public void preDataObjDelete(Job job, Entry entry, Session session) throws Exception {
        note("preDataObjDelete", job, entry.targetPath(), session);
    }

    @Override
    public void postDataObjDelete(Job job, Entry entry, Session session) throws Exception {
        note("postDataObjDelete", job, entry.targetPath(), session);
    }

    @Override
    public void preCollCreate(Job job, Entry entry, Session session) throws Exception {
        note("preCollCreate", job, entry.targetPath(), session);
    }

    @Override
    public void postCollCreate(Job job, Entry entry, Session session) throws Exception {
        note("postCollCreate", job, entry.targetPath(), session);
    }

    @Override
    public void preCollModify(Job job, Entry entry, Session session) throws Exception {
        note("preCollModify", job, entry.targetPath(), session);
    }

    @Override
    public void postCollModify(Job job, Entry entry, Session session) throws Exception {
        note("postCollModify", job, entry.targetPath(), session);
    }

    @Override
    public void preCollDelete(Job job, Entry entry, Session session) throws Exception {
        note("preCollDelete", job, entry.targetPath(), session);
    }

    @Override
    public void postCollDelete(Job job, Entry entry, Session session) throws Exception {
        note("postCollDelete", job, entry.targetPath(), session);
    }

    private static String journal(Job job) {
        return job.target() + "-journal";
    }

    private static void note(String hook, Job job, String path, Session session) throws SessionException {
        session.addMetadata(journal(job), Avu.of(hook, path));
    }
}
