;; What a user does in Emacs, for test_emacs.py: loaded after the settings under test.  -*- lexical-binding: t -*-
;;
;; Writes what was seen, a line each, to standard output, and ends with 1 at the first thing that does not come.

(require 'flymake)
(require 'xref)

(setq create-lockfiles nil make-backup-files nil xref-prompt-for-identifier nil
      eglot-confirm-server-initiated-edits nil)

(defvar driver-limit (string-to-number (getenv "EDITOR_TEST_LIMIT")))

(defun driver-keys (keys)
  "Type KEYS in the command loop, with its hooks."
  (switch-to-buffer (current-buffer))
  (execute-kbd-macro (kbd keys)))

(defun driver-idle ()
  "Do what Emacs does when nobody types: in batch mode it never does."
  (dolist (timer (copy-sequence timer-idle-list))
    (timer-event-handler timer)))

(defun driver-findings ()
  (driver-idle)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun driver-unknown ()
  "The finding about the milestone that does not exist."
  (car (seq-filter (lambda (text) (string-match-p "M22" text)) (driver-findings))))

(defun driver-until (what condition)
  "Wait until CONDITION gives something, and write WHAT with it."
  (let ((end (+ (float-time) driver-limit)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (princ (format "%s: %S\n" what (or value 'never)))
    (unless value
      (dolist (buffer (buffer-list))
        (when (string-match-p "EGLOT\\|Messages\\|stderr" (buffer-name buffer))
          (princ (format "== %s\n%s\n" (buffer-name buffer) (with-current-buffer buffer
                                                           (buffer-substring (max 1 (- (point-max) 3000)) (point-max)))))))
      (kill-emacs 1))
    value))

(find-file (expand-file-name "milestones/M6-Offline_Sync.md" (getenv "PLAN")))
(princ (format "mode: %s\n" major-mode))
(driver-keys "C-n")
(driver-until "managed" #'eglot-managed-p)
(driver-until "finding" #'driver-unknown)

(driver-keys "M-< C-s M 5 RET C-b M-.")
(driver-until "jumped" (lambda () (car (member (buffer-name) '("M5-Shed_Kiosk.md")))))
(driver-keys "M-,")
(driver-until "came back" (lambda () (car (member (buffer-name) '("M6-Offline_Sync.md")))))

(driver-keys "M-< C-s M 2 2 RET DEL")
(driver-until "mended" (lambda () (null (driver-unknown))))

(driver-keys "M-< C-s M 5 RET , SPC")
(let ((found (run-hook-with-args-until-success 'completion-at-point-functions)))
  (driver-until "completion"
                (lambda () (mapcar #'substring-no-properties (all-completions "" (nth 2 found))))))

(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(princ (format "elsewhere: %S\n" (let ((default-directory "/")) (my-markdown-server))))
(kill-emacs 0)
