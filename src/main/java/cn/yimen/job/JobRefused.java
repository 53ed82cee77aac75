package cn.yimen.job;

/** 作业办不成: the reason stands on the job's page; holds no personal data. */
public class JobRefused extends RuntimeException {

    /** @param words a sentence for the reader: what is wrong and what to do */
    public JobRefused(String words) {
        super(words);
    }
}
