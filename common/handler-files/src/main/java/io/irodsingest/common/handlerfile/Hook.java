package io.irodsingest.common.handlerfile;

/** The moments at which an event handler may be called. A pre hook that fails stops its event. */
public enum Hook {
    PRE_JOB, POST_JOB, PRE_COLL_CREATE, POST_COLL_CREATE, PRE_COLL_MODIFY, POST_COLL_MODIFY, PRE_COLL_DELETE, POST_COLL_DELETE, PRE_DATA_OBJ_CREATE, POST_DATA_OBJ_CREATE, PRE_DATA_OBJ_MODIFY, POST_DATA_OBJ_MODIFY, PRE_DATA_OBJ_DELETE, POST_DATA_OBJ_DELETE
}
