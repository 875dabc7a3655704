-- What is kept of a batch.
-- KEYS  the record of its job
-- Answer  the bytes of pages, and the segments
return addContent({}, KEYS[1])
