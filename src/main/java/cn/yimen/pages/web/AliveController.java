package cn.yimen.pages.web;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** 「继续使用」: any request keeps the session; this one does nothing else. */
@Controller
class AliveController {

    @GetMapping("/alive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void alive() {}
}
